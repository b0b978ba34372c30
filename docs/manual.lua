-- SPDX-License-Identifier: GPL-3.0-or-later
-- Joins pages into one document for pandoc: docs/manual gives their paths in
-- the metadata. Each page is a chapter whose anchor is the page's name; those
-- within it begin with that name, so `methods.md#trend` is `#methods-trend`.

local words = pandoc.utils.stringify
local chapters = {} -- file name -> anchor of its chapter
local commands = { methods = "analyze", figures = "plot" } -- whose parts a chapter has

local function read_file(path)
  local file = assert(io.open(path))
  local text = file:read("a")
  file:close()
  return text
end

local function file_name(path)
  return path:match("[^/]*$")
end

-- The anchor of a file: adding-a-dataset of docs/adding-a-dataset.md.
local function anchor(path)
  return file_name(path):gsub("%.md$", ""):lower()
end

-- Where a link of a chapter leads to: within the manual; nil if out of it.
local function target(chapter, link)
  if link:match("^%a+:") then
    return link
  end
  local path, place = link:match("^([^#]*)#?(.*)$")
  local to = path == "" and chapter or chapters[file_name(path)]
  if not to then
    return nil
  end
  return "#" .. to .. (place == "" and "" or "-" .. place)
end

-- The picture that an example draws, if the gallery has it.
local function picture(gallery, name)
  local found, svg = pcall(read_file, gallery .. "/" .. name)
  if not found then
    return nil
  end
  local title = svg:match("<title>(.-)</title>") or name
  return pandoc.RawBlock("html", string.format(
    '<figure><img src="%s/%s" alt="%s"/></figure>', gallery, name, title:gsub('"', "&quot;")))
end

-- An example, followed by what it draws.
local function example(gallery, block)
  local blocks = pandoc.List({ block })
  for name in block.text:gmatch("%-o (%S+%.svg)") do
    blocks:insert(picture(gallery, name))
  end
  return blocks
end

-- A heading of a page; that of a method or a figure leads to its options.
local function heading(chapter, reference, h)
  h.identifier = h.level == 1 and chapter or chapter .. "-" .. h.identifier
  local call = (commands[chapter] or "") .. " " .. words(h)
  if h.level ~= 2 or not reference[call] then
    return h
  end
  local link = pandoc.Link("crimetrends " .. call .. " --help", "#commands-" .. call:gsub(" ", "-"))
  return { h, pandoc.Div(pandoc.Para({ link }), { class = "options" }) }
end

local function read_page(path, meta, reference)
  local chapter = anchor(path)
  local gallery = words(meta.gallery)
  local page = pandoc.read(read_file(path), "gfm+tex_math_dollars")
  return pandoc.walk_block(pandoc.Div(page.blocks), {
    Header = function(h) return heading(chapter, reference, h) end,
    Link = function(link)
      local to = target(chapter, link.target)
      if not to then
        return pandoc.Span(link.content)
      end
      link.target = to
      return link
    end,
    Image = function(image)
      image.src = path:match("^.*/") .. image.src
      return image
    end,
    CodeBlock = function(block) return chapter == "figures" and example(gallery, block) or nil end,
    Table = function(t) return pandoc.Div({ t }, { class = "scroll" }) end,
    RawBlock = function() return {} end,
  }).content
end

-- The calls that have a section among the commands.
local function calls(path)
  local found = {}
  for call in read_file(path):gmatch("\n## ([%l%- ]+)") do
    found[call] = true
  end
  return found
end

local function contents(blocks)
  local list, of_page = pandoc.List(), nil
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level <= 2 then
      local entry = pandoc.Plain({ pandoc.Link(block.content, "#" .. block.identifier) })
      if block.level == 1 then
        of_page = pandoc.List()
        list:insert({ entry, of_page })
      else
        of_page:insert({ entry })
      end
    end
  end
  return pandoc.BulletList(list:map(function(item)
    return #item[2] > 0 and { item[1], pandoc.BulletList(item[2]) } or { item[1] }
  end))
end

function Pandoc(doc)
  local pages = doc.meta.pages:map(words)
  for _, path in ipairs(pages) do
    chapters[file_name(path)] = anchor(path)
  end
  local reference = calls(pages[#pages])
  for _, path in ipairs(pages) do
    doc.blocks:extend(read_page(path, doc.meta, reference))
  end
  doc.meta.contents = pandoc.MetaBlocks({ contents(doc.blocks) })
  return doc
end
