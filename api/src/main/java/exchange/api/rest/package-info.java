/**
 * Speaks the REST contract: implements the interfaces generated from {@code openapi.yaml}, maps
 * wire to domain and back, and answers every error in one place. Knows exchange-core.
 */
@NullMarked
package exchange.api.rest;

import org.jspecify.annotations.NullMarked;
