/** The application that workers run: it does what a request tells it to. Needs the servlet API only. */
@NullMarked
package org.resumelb.endtoend.webapp;

import org.jspecify.annotations.NullMarked;
