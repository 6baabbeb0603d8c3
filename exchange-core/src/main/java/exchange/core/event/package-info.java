/** What changed, and who is told of it at which address. Knows values and member. */
@NullMarked
package exchange.core.event;

import org.jspecify.annotations.NullMarked;
