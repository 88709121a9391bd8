/**
 * The newspaper's database: which records a page needs, how they are found, and what fills the tables. Used by the webapp,
 * which reads, and by the demo, which writes; depends on JDBC only.
 */
@NullMarked
package org.resumelb.newspaper.archive;

import org.jspecify.annotations.NullMarked;
