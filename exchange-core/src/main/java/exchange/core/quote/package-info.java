/**
 * Which space suits which request, since when and at what landed cost, and the quotes made of that.
 */
@NullMarked
package exchange.core.quote;

import org.jspecify.annotations.NullMarked;
