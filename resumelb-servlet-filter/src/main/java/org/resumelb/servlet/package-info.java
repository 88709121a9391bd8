/**
 * The worker's side: a servlet filter that times the requests a load balancer sends, and tells it what this worker is
 * good at. Depends on the servlet API and the JDK alone, so that it runs in any container; nothing else of this project
 * is known here.
 */
@NullMarked
package org.resumelb.servlet;

import org.jspecify.annotations.NullMarked;
