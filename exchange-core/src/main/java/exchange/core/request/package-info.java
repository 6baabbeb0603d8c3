/** What an exporter asks for. Knows values and member. */
@NullMarked
package exchange.core.request;

import org.jspecify.annotations.NullMarked;
