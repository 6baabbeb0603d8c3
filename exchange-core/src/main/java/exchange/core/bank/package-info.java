/** What the bank says has come and gone, and what it is told to pay. Knows values and member. */
@NullMarked
package exchange.core.bank;

import org.jspecify.annotations.NullMarked;
