/** Money that members pay in by card, through a provider. Knows values and member. */
@NullMarked
package exchange.core.card;

import org.jspecify.annotations.NullMarked;
