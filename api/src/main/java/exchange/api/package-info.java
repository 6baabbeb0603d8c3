/** The running server: starts, reads its settings and wires the parts below together. */
@NullMarked
package exchange.api;

import org.jspecify.annotations.NullMarked;
