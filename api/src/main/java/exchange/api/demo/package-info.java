/**
 * The demo market: places and rates read from files, members, offers and requests drawn from a
 * seed, and how they get into empty stores. Knows exchange-core and nothing of the server around
 * it.
 */
@NullMarked
package exchange.api.demo;

import org.jspecify.annotations.NullMarked;
