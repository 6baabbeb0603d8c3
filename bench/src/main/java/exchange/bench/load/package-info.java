/** Holds and settlements under load, beside what their stores alone can do. */
@NullMarked
package exchange.bench.load;

import org.jspecify.annotations.NullMarked;
