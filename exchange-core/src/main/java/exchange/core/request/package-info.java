/** What an exporter asks for. Knows values. */
@NullMarked
package exchange.core.request;

import org.jspecify.annotations.NullMarked;
