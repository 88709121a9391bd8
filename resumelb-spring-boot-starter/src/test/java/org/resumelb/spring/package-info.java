/** Spring Boot applications as their users start them, each in its embedded container. */
@NullMarked
package org.resumelb.spring;

import org.jspecify.annotations.NullMarked;
