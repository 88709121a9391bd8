@NullMarked
package org.resumelb.text;

import org.jspecify.annotations.NullMarked;
