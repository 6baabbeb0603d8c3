/**
 * The market as pages for people: Thymeleaf templates filled from the same use cases and ports that
 * the REST side calls. Knows exchange-core.
 */
@NullMarked
package exchange.api.web;

import org.jspecify.annotations.NullMarked;
