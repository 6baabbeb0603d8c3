/**
 * What the parties of a lease say of one another once it is over. Knows values, member and lease.
 */
@NullMarked
package exchange.core.review;

import org.jspecify.annotations.NullMarked;
