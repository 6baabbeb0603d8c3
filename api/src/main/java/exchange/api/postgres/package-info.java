/**
 * The books in PostgreSQL. Knows exchange-core, R2DBC and how records read as JSON; decides
 * nothing.
 */
@NullMarked
package exchange.api.postgres;

import org.jspecify.annotations.NullMarked;
