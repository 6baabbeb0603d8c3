/**
 * How far members have earned trust: an open file for each, worked out from events by a scorecard.
 * Knows values and member.
 */
@NullMarked
package exchange.core.credit;

import org.jspecify.annotations.NullMarked;
