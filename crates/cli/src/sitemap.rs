//! The sitemap of the site for search engines (sitemaps.org).

use whowhen_core::file::Entry;

/// Lists the front page and the articles' pages. The site's address and the ids were checked, so only `&` needs escaping.
pub fn sitemap(site: &str, entries: &[Entry]) -> String {
    let addresses = std::iter::once(site.to_owned()).chain(entries.iter().map(|entry| format!("{site}{}/", entry.id)));
    let urls: String =
        addresses.map(|address| format!("<url><loc>{}</loc></url>\n", address.replace('&', "&amp;"))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sitemap_lists_the_front_page_and_each_article() {
        let entry = Entry { id: "a".into(), title: "A".into(), file: "a.json".into(), ..Entry::default() };
        let map = sitemap("https://example.org/b&c/", &[entry]);
        assert!(map.contains("<loc>https://example.org/b&amp;c/</loc>"), "{map}");
        assert!(map.contains("<loc>https://example.org/b&amp;c/a/</loc>"), "{map}");
    }
}
