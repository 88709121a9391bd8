/**
 * What an operator should know, in words: the one list of conditions shared by the dashboard, {@code resumelb check}
 * and the alert rules. Depends on what is observed; the admin pages show it.
 */
@NullMarked
package org.resumelb.jetty.admin.verdict;

import org.jspecify.annotations.NullMarked;
