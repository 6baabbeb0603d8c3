/** Whether all members' money is where it should be, day by day. Knows values and card. */
@NullMarked
package exchange.core.reconciliation;

import org.jspecify.annotations.NullMarked;
