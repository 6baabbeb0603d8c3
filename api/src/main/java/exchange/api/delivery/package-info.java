/** Sends events to the addresses that members named, by calls and by mails. Knows exchange-core. */
@NullMarked
package exchange.api.delivery;

import org.jspecify.annotations.NullMarked;
