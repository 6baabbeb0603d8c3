/** Owners who decide on a lease before it runs. Knows values, member, lease and capacity. */
@NullMarked
package exchange.core.acceptance;

import org.jspecify.annotations.NullMarked;
