/**
 * What members are told: their inbox, and what of it is mailed to them. Knows values, member and
 * event.
 */
@NullMarked
package exchange.core.notice;

import org.jspecify.annotations.NullMarked;
