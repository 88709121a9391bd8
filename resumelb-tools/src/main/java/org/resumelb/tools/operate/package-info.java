/**
 * Commands that talk to running load balancers over their admin connectors, and to workers for their résumés. They show
 * the state and pass on an operator's requests; the load balancer makes all decisions.
 */
@NullMarked
package org.resumelb.tools.operate;

import org.jspecify.annotations.NullMarked;
