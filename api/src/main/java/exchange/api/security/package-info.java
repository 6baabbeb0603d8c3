/**
 * Says who is asking: issues access tokens to members' machines, checks those that come back, and
 * hands the caller on as the request's principal. Knows exchange-core.
 */
@NullMarked
package exchange.api.security;

import org.jspecify.annotations.NullMarked;
