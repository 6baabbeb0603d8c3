/** Sends events to the addresses that members named. Knows exchange-core. */
@NullMarked
package exchange.api.webhooks;

import org.jspecify.annotations.NullMarked;
