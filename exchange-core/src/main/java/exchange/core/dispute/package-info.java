/**
 * What the parties of a lease cannot agree on: money frozen, words and evidence on a timeline, and
 * how it ends. Knows values, member and listing.
 */
@NullMarked
package exchange.core.dispute;

import org.jspecify.annotations.NullMarked;
