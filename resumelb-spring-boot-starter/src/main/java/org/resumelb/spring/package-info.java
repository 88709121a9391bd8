/**
 * The résumé filter for Spring Boot: auto-configuration and its properties. Applications need none of these classes, only
 * the jar.
 */
@NullMarked
package org.resumelb.spring;

import org.jspecify.annotations.NullMarked;
