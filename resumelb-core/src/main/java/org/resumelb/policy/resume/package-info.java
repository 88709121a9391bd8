/**
 * The default policy, {@link org.resumelb.policy.resume.ResumePolicy}: chooses the worker on which a request costs
 * least, estimated from what requests cost recently, and decides which requests wait in the load balancer for their
 * turn. Nothing else uses its classes; it knows only the pool's views and the JDK.
 */
@NullMarked
package org.resumelb.policy.resume;

import org.jspecify.annotations.NullMarked;
