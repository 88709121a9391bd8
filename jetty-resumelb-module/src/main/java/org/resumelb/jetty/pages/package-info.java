/**
 * The pages that clients get when the load balancer itself responds: built in or from files, as HTML or as problem
 * details in JSON. Does not depend on servlets.
 */
@NullMarked
package org.resumelb.jetty.pages;

import org.jspecify.annotations.NullMarked;
