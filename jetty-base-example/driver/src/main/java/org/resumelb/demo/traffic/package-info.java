/**
 * What is played: a real log or a made one, and the newspaper's records that it needs.
 */
@NullMarked
package org.resumelb.demo.traffic;

import org.jspecify.annotations.NullMarked;
