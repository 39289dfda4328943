// A reading engine opens an ebook, as a reader would, and follows its links.
//
//     node reader.mjs BOOK.epub            asserts where links lead
//     node reader.mjs BOOK.epub --shots D  writes pictures of its pages into D
//
// READER_HOME names a folder whose node_modules hold foliate-js and
// puppeteer-core, CHROMIUM the browser. Writes what is wrong, a line each.

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const [book, option, folder] = process.argv.slice(2)
const home = process.env.READER_HOME ?? '.'
const modules = join(home, 'node_modules')
const puppeteer = createRequire(join(home, 'x.js'))('puppeteer-core')
const here = dirname(fileURLToPath(import.meta.url))

const types = { js: 'text/javascript', html: 'text/html', epub: 'application/epub+zip' }
const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname)
    const file = path === '/' ? join(here, 'page.html')
        : path === '/book.epub' ? book
        : path.startsWith('/engine/') ? join(modules, 'foliate-js', path.slice('/engine/'.length))
        : null
    try {
        const data = await readFile(file)
        response.writeHead(200, { 'content-type': types[file.split('.').pop()] ?? 'text/plain' })
        response.end(data)
    } catch {
        response.writeHead(404).end()
    }
})
await new Promise(done => server.listen(0, '127.0.0.1', done))

const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
    headless: true,
})
const page = await browser.newPage()
const wrong = []
page.on('pageerror', error => wrong.push(`the engine: ${error.message}`))
const check = (holds, what) => { if (!holds) wrong.push(what) }
const reader = (name, ...given) =>
    page.evaluate((name, given) => window.reader[name](...given), name, given)

async function opened(width, height) {
    await page.setViewport({ width, height, deviceScaleFactor: 1 })
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    await page.waitForFunction('window.isReady')
    const count = await reader('open', '/book.epub')
    check(count > 0, 'the engine finds no files')
}

// A note pops up, leads to its text where it does not, and leads back.
async function notes() {
    const index = await reader('find', 'a[role="doc-noteref"]')
    if (index < 0) return
    const file = await reader('goTo', index)
    const note = await reader('click', 'a[role="doc-noteref"]')
    check(note.popup?.type === 'footnote' || note.popup?.type === 'endnote',
        `the note ${note.label} does not pop up: ${JSON.stringify(note.popup)}`)
    check(note.popup?.text.startsWith(note.label),
        `instead of the note ${note.label} pops up: ${note.popup?.text}`)
    const id = note.href.split('#')[1]
    await reader('goTo', note.href.startsWith('#') ? file + note.href : resolve(file, note.href))
    check(await reader('sees', id), `the note ${note.label} leads to no note`)
    const back = await reader('click', `#${id} a[role="doc-backlink"]`)
    check(back?.file === file, `the note ${note.label} leads back to ${back?.file}`)
    check(back && await reader('sees', back.href.split('#')[1]),
        `the note ${note.label} does not lead back to its citation`)
}

// Locators lead to passages on the printed page that they name.
async function locators() {
    const index = await reader('find', '[role="doc-index"] a[aria-label^="page "]')
    if (index < 0) return
    await reader('goTo', index)
    const count = await reader('count', '[role="doc-index"] a[aria-label^="page "]')
    let followed = 0
    for (let at = 0; at < count && followed < 12; at += Math.max(1, Math.floor(count / 40))) {
        await reader('goTo', index)
        const locator = await reader('click', '[role="doc-index"] a[aria-label^="page "]', at)
        if (!/^([0-9]+|[ivxlc]+)$/.test(locator.label)) continue
        followed += 1
        const id = locator.href.split('#')[1]
        if (!id) continue
        check(await reader('sees', id), `the locator ${locator.label} leads past ${locator.href}`)
        const folio = await reader('pageOf', id)
        check(folio === locator.label, `the locator ${locator.label} leads to page ${folio}`)
    }
    check(followed > 0, 'no locator was followed')
}

// Entries of the page list lead to their markers.
async function pages() {
    const list = await page.evaluate(() => window.reader.book.pageList ?? [])
    check(list.length > 0, 'the engine finds no page list')
    for (let at = 0; at < list.length; at += Math.max(1, Math.floor(list.length / 40))) {
        const { label, href } = list[at]
        await reader('goTo', href)
        const id = href.split('#')[1]
        check(await reader('sees', id), `page ${label} is not where the page list leads`)
        check(await reader('pageOf', id) === label, `page ${label} is not what the list says`)
    }
}

// Contents and landmarks lead to files that are there, fonts can be drawn.
async function rest() {
    const ways = await page.evaluate(() => {
        const flat = items => items.flatMap(item => [item, ...flat(item.subitems ?? [])])
        const { toc, landmarks } = window.reader.book
        return [...flat(toc), ...(landmarks ?? [])].map(({ label, href }) => ({ label, href }))
    })
    check(ways.length > 1, 'the engine finds no contents')
    for (const { label, href } of ways.slice(0, 60)) {
        const file = await reader('goTo', href)
        check(file === href.split('#')[0], `“${label}” leads to ${file} instead of ${href}`)
    }
    const faces = await reader('faces')
    check(!faces.includes('broken'), `fonts that the browser refuses: ${faces}`)
}

const resolve = (file, link) => new URL(link, `http://x/${file}`).pathname.slice(1) + new URL(link, `http://x/${file}`).hash

const LIGHT = ':root { color-scheme: light }'
const DARK = `@namespace epub "http://www.idpf.org/2007/ops";
    html { color-scheme: dark; background: #1c1c1c; color: #ddd } a:any-link { color: #9cf }`

async function shots() {
    const wanted = [
        ['title', 'h1.title'], ['chapter', '[role="doc-chapter"]'], ['letter', '.opener'],
        ['notes', '.notes'], ['table', 'table'], ['verse', '.verse'], ['figure', 'figure'],
        ['glossary', '[role="doc-glossary"]'], ['index', '[role="doc-index"]'],
        ['contents', 'ol.contents'], ['cover', '.cover'],
    ]
    for (const [name, width, height] of [['phone', 390, 780], ['tablet', 820, 1100]]) {
        await opened(width, height)
        for (const [look, css] of [['light', LIGHT], ['dark', DARK]]) {
            for (const [what, selector] of wanted) {
                const index = await reader('find', selector)
                if (index < 0) continue
                await reader('look', css)
                await page.evaluate((index, selector) => window.reader.view.renderer.goTo({
                    index, anchor: doc => doc.querySelector(selector),
                }), index, selector)
                await new Promise(done => setTimeout(done, 300))
                await page.screenshot({ path: join(folder, `${what}-${name}-${look}.png`) })
            }
        }
    }
}

try {
    if (option === '--shots') {
        await shots()
    } else {
        await opened(600, 800)
        for (const part of [notes, locators, pages, rest]) await part()
    }
} catch (error) {
    wrong.push(error.stack)
} finally {
    await browser.close()
    server.close()
}
for (const line of wrong) console.log(line)
process.exitCode = wrong.length ? 1 : 0
