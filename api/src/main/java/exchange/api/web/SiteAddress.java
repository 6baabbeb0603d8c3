package exchange.api.web;

/**
 * Where people find the pages.
 *
 * @param url such as {@code https://exchange.example}
 */
public record SiteAddress(String url) {}
