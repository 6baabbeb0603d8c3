/** How long it takes to find the best quotes for a request among very many offers. */
@NullMarked
package exchange.bench.quotes;

import org.jspecify.annotations.NullMarked;
