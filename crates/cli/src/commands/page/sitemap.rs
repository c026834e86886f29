//! The sitemap of the site for search engines (sitemaps.org).

use whowhen_core::file::Entry;
use whowhen_core::library::page_address;

/// Lists the start page, the other pages of the list, and the articles' pages. The site's address and the ids were checked,
/// so only `&` needs escaping.
pub fn sitemap<'a>(site: &str, pages: u32, entries: impl Iterator<Item = &'a Entry>) -> String {
    let of_list = (1..=pages).map(|page| page_address(site, page));
    let addresses = of_list.chain(entries.map(|entry| format!("{site}{}/", entry.id)));
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
    fn the_sitemap_lists_each_page_of_the_list_and_each_article() {
        let entry = Entry { id: "a".into(), title: "A".into(), file: "a.json".into(), ..Entry::default() };
        let map = sitemap("https://example.org/b&c/", 2, [entry].iter());
        assert!(map.contains("<loc>https://example.org/b&amp;c/</loc>"), "{map}");
        assert!(map.contains("<loc>https://example.org/b&amp;c/a/</loc>"), "{map}");
        assert!(map.contains("<loc>https://example.org/b&amp;c/list/2/</loc>"), "{map}");
    }
}
