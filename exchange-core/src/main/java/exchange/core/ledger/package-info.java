/**
 * Whose money lies where: wallets and escrow, each balanced per currency. Knows values and member.
 */
@NullMarked
package exchange.core.ledger;

import org.jspecify.annotations.NullMarked;
