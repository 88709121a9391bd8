/** The admin connector: status, health, explanations and operations over HTTP, separate from the public connectors. */
@NullMarked
package org.resumelb.jetty.admin;

import org.jspecify.annotations.NullMarked;
