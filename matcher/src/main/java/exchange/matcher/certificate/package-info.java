/**
 * The proof that comes with a plan, and its checker, which trusts nobody: it knows the matching
 * port, the dates and capacities in it, and nothing of how plans and proofs are found.
 */
@NullMarked
package exchange.matcher.certificate;

import org.jspecify.annotations.NullMarked;
