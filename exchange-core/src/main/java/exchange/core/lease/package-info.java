/** The terms of a lease, and the contract that pins them. Knows values, member and listing. */
@NullMarked
package exchange.core.lease;

import org.jspecify.annotations.NullMarked;
