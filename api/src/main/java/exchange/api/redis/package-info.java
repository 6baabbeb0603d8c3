/** The court of holds in Redis: one Lua script an action. Knows exchange-core and Lettuce. */
@NullMarked
package exchange.api.redis;

import org.jspecify.annotations.NullMarked;
