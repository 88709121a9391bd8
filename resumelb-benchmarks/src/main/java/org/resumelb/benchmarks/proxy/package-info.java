/** What sending a request through a proxy costs, this one and its rivals: processes of their own, measured in rounds. */
@NullMarked
package org.resumelb.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
