/**
 * Money of one currency for another, at rates that an operator states. Knows values, member and
 * ledger.
 */
@NullMarked
package exchange.core.currency;

import org.jspecify.annotations.NullMarked;
