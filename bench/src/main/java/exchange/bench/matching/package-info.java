/**
 * How good the matcher is on problems whose best plans are known. Knows the matcher and its port.
 */
@NullMarked
package exchange.bench.matching;

import org.jspecify.annotations.NullMarked;
