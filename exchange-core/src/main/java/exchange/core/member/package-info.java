/**
 * The member companies, what each may do, and the attempts they make to change something. Knows
 * values.
 */
@NullMarked
package exchange.core.member;

import org.jspecify.annotations.NullMarked;
