/** Documents and contracts on paper, in English and Chinese. */
@NullMarked
package exchange.api.pdf;

import org.jspecify.annotations.NullMarked;
