/**
 * Commands that speak to running load balancers over their admin connectors, and to workers for their résumés. They show
 * what is there and pass on what an operator wants; each decision is made by the load balancer.
 */
@NullMarked
package org.resumelb.tools.operate;

import org.jspecify.annotations.NullMarked;
