/**
 * The default policy, {@link org.resumelb.policy.resume.ResumePolicy}: what a request costs on a worker, from what
 * requests cost lately. Nothing else uses what it is made of; it knows the pool's views and the JDK.
 */
@NullMarked
package org.resumelb.policy.resume;

import org.jspecify.annotations.NullMarked;
