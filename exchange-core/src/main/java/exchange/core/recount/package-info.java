/** Whether what is counted on is what the rows say. Knows values. */
@NullMarked
package exchange.core.recount;

import org.jspecify.annotations.NullMarked;
