/**
 * What runs without being asked: ending holds, working off matching rounds. Knows exchange-core.
 */
@NullMarked
package exchange.api.jobs;

import org.jspecify.annotations.NullMarked;
