/** The whole exchange in memory, honest enough to pass the suites that the real stores pass. */
@NullMarked
package exchange.core.testing;

import org.jspecify.annotations.NullMarked;
