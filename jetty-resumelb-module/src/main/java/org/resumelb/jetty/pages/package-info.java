/**
 * The pages that clients get when the load balancer itself answers: built in or from files, as HTML or problem details
 * in JSON. Knows no servlets.
 */
@NullMarked
package org.resumelb.jetty.pages;

import org.jspecify.annotations.NullMarked;
