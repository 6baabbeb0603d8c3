/** How long it takes to price a stay and to find the options of a request. Knows exchange-core. */
@NullMarked
package exchange.bench.pricing;

import org.jspecify.annotations.NullMarked;
