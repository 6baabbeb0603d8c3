/**
 * What members can check for themselves: that their money is among what is owed. Knows values and
 * member.
 */
@NullMarked
package exchange.core.reserve;

import org.jspecify.annotations.NullMarked;
